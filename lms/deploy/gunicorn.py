"""gunicorn: threads for slow phones, workers renewed now and then, nothing about people in the log."""

accesslog = None
errorlog = "-"
loglevel = "warning"
worker_class = "gthread"
max_requests = 5000
max_requests_jitter = 500
timeout = 60
# A learner thinks between two answers; a new connection would cost a phone at 800 ms two more round trips. Waiting holds no thread.
keepalive = 75
control_socket_disable = True
# Browsers on bad lines send slowly; the defaults for sizes are kept small against abuse.
limit_request_line = 4094
limit_request_fields = 60
