"""Who reacts to what. One screen: read it and you know the house.

Rooms announce facts (left), tasks of other rooms want to know (right). Subscribers are durable, unordered and safe to
run twice; where order or an answer is needed, it is a direct call downward.
"""


def connect() -> None:
    pass
