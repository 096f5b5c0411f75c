# Entente with all that it needs, and nothing that it would have to fetch while it runs: docs/docker.md.
# Only Debian's packages and wheels of the locks, compared with their hashes, come in.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /opt/entente
WORKDIR /src
COPY requirements-run.lock .
RUN /opt/entente/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary=:all: -r requirements-run.lock
COPY requirements-build.lock .
RUN python3 -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary=:all: -r requirements-build.lock
COPY . .
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --no-index --wheel-dir /dist . \
    && /opt/entente/bin/pip install --no-deps --no-index /dist/entente-*.whl

FROM ${BASE}
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /var/lib/entente entente \
    && install --directory --owner entente /project
COPY --from=build /opt/entente /opt/entente
ENV PATH=/opt/entente/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PREFECT_HOME=/var/lib/entente/prefect
USER entente
WORKDIR /project
ENTRYPOINT ["entente"]
CMD ["--help"]
