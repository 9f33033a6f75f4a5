from django.db import migrations

TABLES = ("discovery_search_works", "discovery_search_people", "discovery_search_tags")


def create(apps, schema_editor):
    from lihua.discovery.search import index

    for table in TABLES:
        for statement in index(table).create():
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create, drop)]
