from django.urls import path

from quizzes import views

app_name = "quizzes"

urlpatterns = [
    path("<int:pk>/", views.start, name="start"),
    path("percobaan/<uuid:attempt_id>/", views.attempt, name="attempt"),
    path("percobaan/<uuid:attempt_id>/jawaban/", views.save_one, name="save_answer"),
    path("percobaan/<uuid:attempt_id>/simpan/", views.save_page, name="save"),
    path("percobaan/<uuid:attempt_id>/kumpulkan/", views.finish, name="finish"),
    path("percobaan/<uuid:attempt_id>/hasil/", views.result, name="result"),
]
