# An image for an external database: it needs YICHUANG_DATABASE_URL and its credentials, YICHUANG_SECRET_KEY,
# YICHUANG_PERSON_KEYS and, in a cluster, YICHUANG_CLUSTER_HOST and YICHUANG_CLUSTER_MEMBERS. It writes to /tmp alone.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY .mvn .mvn
COPY schema schema
COPY src/main src/main
RUN mvn -B -q package -Dmaven.test.skip=true \
 && mvn -B -q dependency:copy-dependencies -DincludeScope=runtime \
      -DexcludeGroupIds=io.zonky.test,io.zonky.test.postgres -DoutputDirectory=target/lib

FROM eclipse-temurin:25-jre
# a Chinese font, which slips are drawn with; without one they are text, and PDFs lack their Chinese lines
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig fonts-wqy-microhei && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 yichuang && useradd --uid 10001 --gid 10001 --no-create-home yichuang
WORKDIR /yichuang
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/yichuang-*.jar lib/
USER 10001:10001
ENV YICHUANG_DATA=/tmp/yichuang YICHUANG_HTTP_HOST=0.0.0.0 YICHUANG_DEMO=false
ENV JAVA_TOOL_OPTIONS="-XX:+UseParallelGC -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080 5701
# the base has no curl; with TLS only the port is tried
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", "\
  exec 3<>/dev/tcp/127.0.0.1/${YICHUANG_HTTP_PORT:-8080} || exit 1; \
  [ -n \"$YICHUANG_TLS_CERTIFICATE\" ] && exit 0; \
  printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3; \
  read -r line <&3 && [[ $line == *' 200 '* ]]"]
# the flags of the build's jvm.flags; a test holds the two together
ENTRYPOINT ["java", \
  "--enable-native-access=ALL-UNNAMED", "--add-modules", "java.se", \
  "--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED", \
  "--add-opens", "java.base/java.lang=ALL-UNNAMED", \
  "--add-opens", "java.base/java.nio=ALL-UNNAMED", \
  "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED", \
  "--add-opens", "java.management/sun.management=ALL-UNNAMED", \
  "--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED", \
  "-cp", "lib/*", "org.yichuang.Main"]
CMD ["server"]
