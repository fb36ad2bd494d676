from django.urls import path, re_path

from lms.regions import views

app_name = "regions"
urlpatterns = [
    path("wilayah/cari.json", views.search, name="search"),
    re_path(r"^wilayah/(?P<code>\d{2}(?:\.\d{2}){0,2})\.json$", views.children, name="children"),
]
