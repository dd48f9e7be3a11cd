# syntax=docker/dockerfile:1
# Build: docker build -t azure-posture-monitor .
# Run:   docker run -v posture-state:/data -v ./config:/app/config:ro azure-posture-monitor
# Behind a proxy with a certificate authority of its own: --secret id=ca,src=/path/to/ca.pem
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Only what the service needs at run time; no install script of any package runs.
RUN --mount=type=secret,id=ca,target=/run/secrets/ca.pem,required=false \
    if [ -f /run/secrets/ca.pem ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca.pem; fi; \
    npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:24-bookworm-slim
# In a container only what listens on all its addresses can be reached from outside; `server.host` in the configuration wins.
ENV NODE_ENV=production POSTURE_STATE=/data POSTURE_SERVER_HOST=0.0.0.0
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY bin ./bin
COPY src ./src
COPY checks ./checks
COPY config ./config
# The commands that alerts print, as they print them: docker exec <container> posture alerts ack ….
RUN chmod 755 /app/bin/posture.js && ln -s /app/bin/posture.js /usr/local/bin/posture
# Nothing is written outside /data, so the root file system may be mounted read-only.
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is PID 1: the program installs its own signal handlers and stops in good order.
ENTRYPOINT ["node", "src/main.ts"]
CMD ["run"]
