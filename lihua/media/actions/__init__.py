"""What people do with files: bring one, describe it, throw it away."""

from lihua.media.actions.describing import describe, describe_all
from lihua.media.actions.discarding import discard
from lihua.media.actions.picturing import remove_profile_picture, set_profile_picture
from lihua.media.actions.preparing import prepare_now
from lihua.media.actions.receiving import receive, receive_all
from lihua.media.actions.wording import correct_words, refuse_words

__all__ = [
    "correct_words",
    "describe",
    "describe_all",
    "discard",
    "prepare_now",
    "receive",
    "receive_all",
    "refuse_words",
    "remove_profile_picture",
    "set_profile_picture",
]
