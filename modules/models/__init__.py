from modules.models.base import SeededItem
from modules.models.courses import Lesson, Module, ModuleIndex, Path, PathIndex, PathModule, PathPrerequisite
from modules.models.leaders import GlossaryTerm, HelpChannel, Leader, LeaderKind, LeaderMessage
from modules.models.pages import (
    Glossary,
    Guide,
    GuideIndex,
    GuideTopic,
    Handout,
    HandoutIndex,
    Help,
    Home,
    LeaderIndex,
    LeaderPage,
    PlainPage,
)
from modules.models.progress import Enrolment, LearnerRecord, LearnerRecordQuerySet, LessonCompletion, Source

__all__ = [
    "Enrolment",
    "Glossary",
    "GlossaryTerm",
    "Guide",
    "GuideIndex",
    "GuideTopic",
    "Handout",
    "HandoutIndex",
    "Help",
    "HelpChannel",
    "Home",
    "Leader",
    "LeaderIndex",
    "LeaderKind",
    "LeaderMessage",
    "LeaderPage",
    "LearnerRecord",
    "LearnerRecordQuerySet",
    "Lesson",
    "LessonCompletion",
    "Module",
    "ModuleIndex",
    "Path",
    "PathIndex",
    "PathModule",
    "PathPrerequisite",
    "PlainPage",
    "SeededItem",
    "Source",
]
