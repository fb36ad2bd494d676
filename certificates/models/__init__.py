from certificates.models.certificates import CODE_ALPHABET, CODE_LENGTH, Certificate, CertificateQuerySet, State, new_code
from certificates.models.limits import VerificationMiss
from certificates.models.numbers import NumberSequence
from certificates.models.settings import CertificateSettings, Mode, validate_number_pattern

__all__ = [
    "CODE_ALPHABET",
    "CODE_LENGTH",
    "Certificate",
    "CertificateQuerySet",
    "CertificateSettings",
    "Mode",
    "NumberSequence",
    "State",
    "VerificationMiss",
    "new_code",
    "validate_number_pattern",
]
