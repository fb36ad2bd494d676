"""What this app tells the apps above it."""

from django.dispatch import Signal

#: A learner has done a lesson for the first time. Arguments: ``learner``, ``lesson_key``. Sent inside the transaction.
lesson_completed = Signal()

#: A learner has begun a path, perhaps with everything on it done before. Argument: ``learner``. Sent inside the transaction.
enrolled = Signal()
