from quizzes.models.attempts import Attempt, AttemptAnswer
from quizzes.models.banks import Choice, Kind, Question, QuestionBank, QuestionVersion, Topic, VersionIsImmutable
from quizzes.models.quizzes import BlueprintRow, Purpose, Quiz

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "BlueprintRow",
    "Choice",
    "Kind",
    "Purpose",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Quiz",
    "Topic",
    "VersionIsImmutable",
]
