"""Addresses under `/<language>/code-lists/`. A code stands in its address as `rules.text.path_of` writes it."""

from django.urls import path

from beffroi.apps.code_lists.views import explaining, publication, reading

app_name = "code_lists"

urlpatterns = [
    path("", reading.home, name="home"),
    path("explain/", explaining.explain, name="explain"),
    path("publication/", publication.at_work, name="publication"),
    path("<slug:key>/", reading.code_list, name="list"),
    path("<slug:key>/codes/<path:code>/", reading.code, name="code"),
    path("<slug:key>/versions/", reading.versions, name="versions"),
    path("<slug:key>/difference/", reading.difference, name="difference"),
    path("<slug:key>/difference.csv", reading.difference_csv, name="difference_csv"),
    path("<slug:key>/propose/", publication.propose, name="propose"),
    path("<slug:key>/versions/<str:label>/", publication.version, name="version"),
    path("<slug:key>/versions/<str:label>/submit/", publication.submit, name="submit"),
    path("<slug:key>/versions/<str:label>/return/", publication.send_back, name="return"),
    path("<slug:key>/versions/<str:label>/publish/", publication.publish, name="publish"),
    path("<slug:key>/versions/<str:label>/withdraw/", publication.withdraw, name="withdraw"),
]
