from django.urls import path

from lms.learning import views

app_name = "learning"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("status.json", views.status, name="status"),
    path("ikut/<uuid:path_key>/", views.enrol_in_path, name="enrol"),
    path("jalur/<uuid:path_key>/", views.path_way, name="way"),
    path("selesai/<uuid:lesson_key>/", views.lesson_done, name="lesson_done"),
]
