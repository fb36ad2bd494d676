from django.contrib.sitemaps import views as sitemap_views
from django.urls import path, re_path

from modules import views
from modules.sitemaps import OtherAddresses, PublicPages

app_name = "modules"
#: As the field of a message takes it.
TOPIC = "(?P<topic>[-a-zA-Z0-9_]{1,60})"
REGION = r"(?P<region_code>62(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)"
SITEMAP = {"sitemaps": {"pages": PublicPages, "others": OtherAddresses}, "template_name": "modules/sitemap.xml"}

urlpatterns = [
    path("cari/", views.search, name="search"),
    re_path(rf"^pesan/{TOPIC}/$", views.voices, name="voices"),
    re_path(rf"^pesan/{TOPIC}/{REGION}/$", views.message, name="message"),
    path("wilayah-saya/", views.my_region, name="my_region"),
    path("hemat-data/", views.low_data, name="low_data"),
    path("keluar-cepat/", views.quick_exit, name="quick_exit"),
    path("cetak/<slug:slug>.pdf", views.handout_pdf, name="handout_pdf"),
    path("robots.txt", views.robots, name="robots"),
    # As Wagtail's own address of pages, which answers for all that this does not know.
    re_path(r"^((?:[\w\-]+/)*)$", views.page, name="page"),
    path("sitemap.xml", sitemap_views.sitemap, SITEMAP, name="sitemap"),
]
