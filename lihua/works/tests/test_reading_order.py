from lihua.works.queries import Reader, read_work


def test_a_work_is_read_title_first_whatever_order_the_database_keeps(ana, make_work):
    work = make_work(ana, "El cuerpo.", kind="note", title="El título", warning="Aviso")
    work.texts = dict(sorted(work.texts.items(), reverse=True))
    assert list(read_work(work, Reader(person=None, reads=("en",))).texts) == ["title", "body", "warning"]
