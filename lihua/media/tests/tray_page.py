"""A page with nothing but a tray in a form, for the browser test."""

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

PAGE = """{% extends "ui/base.html" %}
{% block head %}<link rel="stylesheet" href="{% static "media/media.css" %}">
<script type="module" src="{% static "media/picture-tray.js" %}"></script>{% endblock %}
{% block main %}<form method="post" enctype="multipart/form-data">{% csrf_token %}
{% include "media/_picture_field.html" %}<button class="button primary">Send</button></form>
<output>{{ sent }}</output>{% endblock %}"""


def page(request: HttpRequest) -> HttpResponse:
    sent = " ".join(request.POST.getlist("asset_ids"))
    return HttpResponse(Template(PAGE).render(RequestContext(request, {"sent": sent})))


urlpatterns = [path("tray", page), path("", include("lihua.config.urls"))]
