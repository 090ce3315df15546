"""What a check of the craft finds, before it is known whether the editor accepts it."""

from dataclasses import dataclass

from plugins.content_model.accepted import WarningName
from plugins.content_model.article import Article
from plugins.content_model.model import FieldPath
from plugins.content_model.problems import WARNING


@dataclass(frozen=True)
class Finding:
    """A warning about ``text``, at a field or, where ``at`` is a number, at that offset of the body.

    One whose ``severity`` is an error cannot be accepted.
    """

    warning: WarningName
    at: FieldPath | int
    text: str
    message: str
    severity: str = WARNING


def is_accepted(finding: Finding, article: Article) -> bool:
    """Whether the entry names this warning with a reason."""
    return finding.severity == WARNING and article.accepts(finding.warning, finding.text)
