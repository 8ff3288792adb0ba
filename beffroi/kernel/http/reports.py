"""Where browsers report a breach of the content security policy. A report in the log is a defect to mend."""

import json
import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = logging.getLogger("beffroi.csp")
_LARGEST = 8_192


@csrf_exempt  # browsers send it themselves, without a token; it changes nothing
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    try:
        report = json.loads(request.body[:_LARGEST]).get("csp-report", {})
        log.warning("CSP %s blocked %s", report.get("violated-directive"), str(report.get("blocked-uri"))[:200])
    except (ValueError, AttributeError):
        return HttpResponse(status=400)
    return HttpResponse(status=204)
