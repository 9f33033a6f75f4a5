"""Signs that are not words, as parts of regular expressions: every reader of texts here skips or keeps them alike."""

EMOJI = (
    "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff\u25a0-\u25ff\u3030\u303d\u3297\u3299"
    "\u200d\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f\u266a\u266b"
)
"""Inside brackets."""

KEYCAP = "[0-9#*]\ufe0f?\u20e3"
SHORTCODE = r":[a-z0-9_+\-]{2,40}:"
CODE = r"`[^`\n\r]{1,200}`"

# (´▽｀) (≧▽≦)ノ ヽ(^o^)/: marks and single letters between brackets, and an arm on either side.
KAOMOJI = r"[ヽヾノﾉ＼\\oO٩╰ʅ]?[（(](?:[^\w\s()（）]|_|(?<!\w)\w(?!\w)){2,14}[)）][ヽヾノﾉツシ／/oO۶╯ʃ]?"

# As in base.text: a link ends at white space, at CJK text or at full-width marks.
LINK = r"(?:https?://|www\.)[^\s<>\"'“”\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f]+"
