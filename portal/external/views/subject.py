"""The object a link came from: ``?of=cases.Case&uid=…``."""

from django.http import Http404, HttpRequest

from portal.external.subjects import Subject, find_subject


def subject_of(request: HttpRequest) -> Subject | None:
    """One the actor cannot see is not there."""
    label, uid = request.GET.get("of", ""), request.GET.get("uid", "")
    if not label and not uid:
        return None
    found = find_subject(request.actor, label, uid)
    if found is None:
        raise Http404
    return found
