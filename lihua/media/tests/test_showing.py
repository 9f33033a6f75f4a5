from types import SimpleNamespace

from django.template import Context, Template


def shown(work, **options):
    options = " ".join(f"{name}={value!r}" for name, value in options.items())
    template = Template(
        "{% load media %}{% for shown in work.pictures.all %}{% picture shown.asset work " + options + " %}{% endfor %}"
    )
    return template.render(Context({"work": work}))


def test_a_picture_offers_both_formats_at_every_width_and_its_measures(ana, make_work):
    html = shown(make_work(ana, pictures=1))
    assert html.count("320w") == html.count("1200w") == 2
    assert 'type="image/avif"' in html
    assert 'width="1200" height="1600"' in html
    assert 'loading="lazy"' in html


def test_a_description_carries_its_language(ana, make_asset):
    asset = make_asset(ana, alt='Un gato "negro" <dormido> en la ventana')
    work = SimpleNamespace(texts={f"alt:{asset.pk}": {"language": "es"}})
    html = Template("{% load media %}{% picture asset work %}").render(Context({"asset": asset, "work": work}))
    assert 'alt="Un gato &quot;negro&quot; &lt;dormido&gt; en la ventana" lang="es" dir="auto"' in html


def test_a_picture_without_description_says_so_and_an_empty_one_stays_empty(ana, make_work):
    work = make_work(ana, pictures=1)
    assert 'alt="Picture without a description"' in shown(work)
    assert 'alt=""' in shown(work, alt="")


def test_pictures_of_a_list_cost_no_query_of_their_own(ana, make_work, django_assert_num_queries):
    made = [make_work(ana, pictures=4) for _ in range(3)]
    works = list(type(made[0]).objects.with_card())
    with django_assert_num_queries(0):
        assert all("<img" in shown(work) for work in works)


def test_corners_are_drawn_until_the_picture_is_there(ana, make_asset):
    asset = make_asset(ana)
    asset.colour, asset.corners = "#334455", "#112233 #223344 #334455 #445566"
    assert asset.placeholder.count("radial-gradient") == 4
    assert asset.placeholder.endswith("#334455")
