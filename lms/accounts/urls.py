"""Addresses of signing in and of one's own data. allauth's names, of which only what is used is mounted."""

from allauth.account import views as allauth_views
from django.urls import URLPattern, URLResolver, include, path

from lms.accounts.personal import signed_in
from lms.accounts.views import entrance, my_data

own_pages = [
    path("saya/", my_data.my_data, name="my_data"),
    path("saya/perbaiki/", my_data.correct_my_data, name="correct"),
    path("saya/unduh.json", my_data.download, name="download"),
    path("saya/hapus/", my_data.erase_me, name="erase"),
    path("persetujuan/", my_data.agree, name="consent"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("daftar/", entrance.sign_up, name="account_signup"),
    path("masuk/", entrance.SignInView.as_view(), name="account_login"),
    path("masuk/kode/", entrance.use_code, name="use_code"),
    path("keluar/", entrance.leave, name="account_logout"),
    path("akun/pastikan/", signed_in(allauth_views.reauthenticate), name="account_reauthenticate"),
    path("akun/sandi/", entrance.change_secret, name="account_change_password"),
    path("akun/mfa/", include("allauth.mfa.urls")),
    path("", include((own_pages, "accounts"))),
]
