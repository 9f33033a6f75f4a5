import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lihua.language.masking import PlaceholderLost, join_pieces, mask, pieces, unmask

KEPT = ["https://a.example/b?c=1", "@ana", "#美食", "😀", "👍🏽", ":cat:", "`x y`", "5 km", "¥30", "25%", "(´▽｀)", "1️⃣"]
TRICKS = ["{0}", "{1}", "｛2｝", "{ 3 }", "{", "}", "{{0}}", "。", "3.14", "€", "#", "@"]
PARTS = st.sampled_from(["看", " ", "word", *KEPT, *TRICKS])
TEXTS = st.lists(PARTS, max_size=20).map("".join) | st.text(max_size=60)


@given(TEXTS)
@example("{{0}}")
@example("{1}{0}")
def test_what_is_masked_comes_back_as_it_was(text):
    masked = mask(text)
    assert unmask(masked.text, masked.kept) == text
    assert join_pieces(pieces(masked), masked) == text


@given(TEXTS)
def test_an_engine_that_drops_a_placeholder_is_noticed(text):
    masked = mask(text)
    for number in range(len(masked.kept)):
        with pytest.raises(PlaceholderLost):
            unmask(masked.text.replace(f"{{{number}}}", ""), masked.kept)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("看 https://a.example/b。", ("https://a.example/b",)),
        ("@ana 和 #美食 真好😀🎉", ("@ana", "#美食", "😀🎉")),
        ("跑了5km，25%，$3.50，36 km/h", ("5km", "25%", "$3.50", "36 km/h")),
        ("5 kilos and 3 cats", ()),
        ("用 `rm -rf` 吧 :cat:", ("`rm -rf`", ":cat:")),
        ("3 m and 3 men", ("3 m",)),
    ],
)
def test_links_names_signs_and_amounts_are_kept(text, kept):
    assert mask(text).kept == kept
