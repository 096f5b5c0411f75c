"""What tables had better be besides what they declare. A release that is not so is published with a warning."""

from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation

from transforms.row import Row
from transforms.tables import Correction, Document, Report


def warnings_about(row: type[Row]) -> list[Expectation]:
    """Return the expectations of a table whose breach only warns."""
    return WARNINGS.get(row, [])


WARNINGS: dict[type[Row], list[Expectation]] = {
    Document: [
        gxe.ExpectColumnValuesToNotBeNull(
            column="published_first_on",
            mostly=0.5,
            severity="warning",
            description="Most documents have a known day of publication.",
        ),
        gxe.ExpectColumnValueLengthsToBeBetween(
            column="text",
            min_value=80,
            mostly=0.9,
            severity="warning",
            description="Few documents are shorter than a sentence.",
        ),
    ],
    Report: [
        gxe.ExpectColumnMeanToBeBetween(
            column="confidence", min_value=0.3, severity="warning", description="The coder is rarely unsure."
        ),
        gxe.ExpectColumnValuesToNotBeNull(
            column="occurred_first_on",
            mostly=0.5,
            severity="warning",
            description="Most reports have a known day.",
        ),
    ],
    Correction: [
        gxe.ExpectColumnValuesToBeInSet(
            column="state",
            value_set=["applied"],
            severity="warning",
            description="Every correction finds its row, and the value that it was written against.",
        ),
    ],
}
