"""Refusals: what the libraries raise of a bucket in, our own exceptions with one sentence out.

No message shows a key, a secret, or an endpoint, which may hold a password.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from warehouse.bucket.address import Address

REFUSED = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
"""How a server says that an object is not what a condition wants; one that was deleted is `NoSuchKey`."""
MISSING = {"NoSuchKey", "404"}
REASONS = {
    "NoSuchBucket": "there is no such bucket; make it, or set AWS_ENDPOINT_URL_S3 to the server that has it",
    "AccessDenied": "these credentials do not allow this (docs/object-storage.md lists what a command needs)",
    "403": "these credentials do not allow this (docs/object-storage.md lists what a command needs)",
    "InvalidAccessKeyId": "the server does not know these credentials; set AWS_ACCESS_KEY_ID or AWS_PROFILE",
    "SignatureDoesNotMatch": "the server does not accept the secret of these credentials; set AWS_SECRET_ACCESS_KEY",
    "ExpiredToken": "these credentials have expired; get new ones",
    "InvalidToken": "the server does not accept AWS_SESSION_TOKEN; get new credentials",
    "RequestTimeTooSkewed": "the clock of this machine differs too much from that of the server; set it",
    "PermanentRedirect": "the bucket lies in another region; set AWS_DEFAULT_REGION",
    "AuthorizationHeaderMalformed": "the bucket lies in another region; set AWS_DEFAULT_REGION",
}
"""What to say of the codes by which servers refuse a request."""
UNAUTHENTICATED = {
    "NoCredentialsError",
    "PartialCredentialsError",
    "CredentialRetrievalError",
    "ProfileNotFound",
    "NoAuthTokenError",
    "SSOTokenLoadError",
    "TokenRetrievalError",
    "UnauthorizedSSOTokenError",
}


class BucketRefused(Exception):
    """The bucket does not give or take what was asked of it."""


class BucketUnreachable(Exception):
    """The server of the bucket was not to be reached, or broke off."""


class BucketDamaged(Exception):
    """An object does not hold what its name says."""


class ConditionFailed(Exception):
    """An object is not what a conditional write wants."""


class ObjectMissing(Exception):
    """There is no object of this name."""


@contextmanager
def telling(address: Address) -> Iterator[None]:
    """Raise what the libraries raise inside as our own, in a sentence without keys, endpoints or traces."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise refusal(address, error) from None
    except Boto3Error as error:  # a transfer in parts, which wraps the reason
        if isinstance(error.__context__, ClientError):
            raise refusal(address, error.__context__) from None
        raise unreachable(address) from None
    except BotoCoreError as error:
        kinds = {kind.__name__ for kind in type(error).__mro__}
        if kinds & UNAUTHENTICATED:
            raise BucketRefused(
                f"{address}: no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
            ) from None
        if kinds & {"HTTPClientError", "ConnectionError", "IncompleteReadError"}:
            raise unreachable(address) from None
        raise misconfigured(address, error) from None


def misconfigured(address: Address, error: Exception) -> BucketRefused:
    """Return what to say where boto3 cannot make a request."""
    found = type(error).__name__
    return BucketRefused(f"{address}: boto3 cannot ask for it ({found}); look at the AWS_ variables and ~/.aws/config")


def unreachable(address: Address) -> BucketUnreachable:
    """Return what to say where nobody answers."""
    return BucketUnreachable(
        f"{address}: the server was not to be reached or broke off; look at the network and AWS_ENDPOINT_URL_S3, and "
        "run the command again"
    )


def refusal(address: Address, error: Any) -> Exception:
    """Return what to raise for an error that a server has answered."""
    if code_of(error) in REFUSED | MISSING:
        return ConditionFailed()
    return BucketRefused(f"{address}: {sentence(code_of(error), error.operation_name)}")


def code_of(error: Any) -> str:
    """Return the code of an error that a server has answered."""
    return str(error.response.get("Error", {}).get("Code", ""))


def sentence(code: str, operation: str) -> str:
    """Return what to say of a code by which a server has refused an operation."""
    return REASONS.get(code, f"the server refuses {operation} ({code})")
