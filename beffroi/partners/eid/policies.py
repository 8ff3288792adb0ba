"""Certificate policies by which Belgium marks authentication certificates (jTrust and the Belgian CPS; facts as data).

An allow-list: signing certificates (…1.2.1, …1.7.1, 13.6.1.2, 13.6.2.2) and everything unknown are refused (EI-05).
"""

from cryptography.x509 import ObjectIdentifier

CITIZEN = frozenset(
    ObjectIdentifier(text)
    for text in (
        "2.16.56.1.1.1.2.2",
        "2.16.56.9.1.1.2.2",
        "2.16.56.10.1.1.2.2",
        "2.16.56.12.1.1.2.2",
        "2.16.56.13.6.1.1.1000",
    )
)
FOREIGNER = frozenset(
    ObjectIdentifier(text)
    for text in (
        "2.16.56.1.1.1.7.2",
        "2.16.56.9.1.1.7.2",
        "2.16.56.10.1.1.7.2",
        "2.16.56.12.1.1.7.2",
        "2.16.56.13.6.2.1.1000",
    )
)
AUTHENTICATION = CITIZEN | FOREIGNER
