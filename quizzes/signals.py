"""What quizzes tell whoever is above them.

``attempt_finished`` (sender: Attempt, ``attempt``): an attempt was handed in or closed, with its score. Sent once per attempt, inside the
transaction that stores the score, so that what follows from it is stored together with it or not at all. Receivers put slow work
``on_commit``.
"""

from django.dispatch import Signal

attempt_finished = Signal()
