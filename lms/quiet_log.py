"""What the log leaves out, so that what is a fault of the program is seen in it."""

import logging


class RefusalsInOneLine(logging.Filter):
    """A host that is not ours, a form of ten thousand fields: refused as it should be. Bots bring hundreds, each a traceback long."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = None
        return True
