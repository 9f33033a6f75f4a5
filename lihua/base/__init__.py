"""What every room stands on: ids, dates, rich text, the outbox of events, the task queue, limits,
the one door for outgoing requests and live updates.

Owns OutboxEntry and LiveEvent. Announces nothing. Calls no other room.
"""
