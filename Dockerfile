FROM maven:3-eclipse-temurin-21 AS build
WORKDIR /build
COPY pom.xml .
COPY .mvn .mvn
COPY schema schema
COPY src/main src/main
RUN mvn -B -q package -Dmaven.test.skip=true \
 && mvn -B -q dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib

FROM eclipse-temurin:21-jre
RUN useradd --system --create-home yichuang
WORKDIR /yichuang
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/yichuang-*.jar lib/
USER yichuang
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70"
EXPOSE 8080 5701
# Needs YICHUANG_DATABASE_URL and its credentials, YICHUANG_SECRET_KEY, YICHUANG_HTTP_HOST=0.0.0.0
# and, in a cluster, YICHUANG_CLUSTER_HOST and YICHUANG_CLUSTER_MEMBERS.
ENTRYPOINT ["java", \
  "--enable-native-access=ALL-UNNAMED", "--add-modules", "java.se", \
  "--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED", \
  "--add-opens", "java.base/java.lang=ALL-UNNAMED", \
  "--add-opens", "java.base/java.nio=ALL-UNNAMED", \
  "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED", \
  "--add-opens", "java.management/sun.management=ALL-UNNAMED", \
  "--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED", \
  "-cp", "lib/*", "org.yichuang.Main", "server"]
