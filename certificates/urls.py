from django.urls import path, re_path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("cek/", views.check, name="check"),
    path("C/<str:code>", views.verify, name="verify"),
    # As typed by hand: small letter, a slash at the end.
    re_path(r"^[Cc]/(?P<code>[^/]{1,80})/?$", views.verify, name="verify_typed"),
    path("sertifikat/ambil/<uuid:path_key>/", views.take, name="take"),
    path("sertifikat/<uuid:certificate_id>/", views.detail, name="detail"),
    path("sertifikat/<uuid:certificate_id>/unduh/", views.download, name="download"),
]
