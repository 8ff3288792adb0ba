"""The certificate carries an accepted policy (EI-05)."""

from cryptography import x509

from beffroi.partners.eid.errors import TokenRefused


def check_policies(certificate: x509.Certificate, accepted: frozenset[x509.ObjectIdentifier] | None) -> None:
    if accepted is None:
        return
    try:
        policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        raise TokenRefused("policies", "no_policy") from None
    if not accepted & {policy.policy_identifier for policy in policies}:
        raise TokenRefused("policies", "policy_not_accepted")
