from lihua.people.views import arriving, relating, settings

__all__ = ["arriving", "relating", "settings"]
