# The service as an image: built with the SDK, run as a user without rights on a read-only root. State lies in /data alone.
#   docker build -t contacts .
# Images by digest: what was tested is what runs. The digests are those of all platforms; renew them with the tags.
FROM mcr.microsoft.com/dotnet/sdk:10.0@sha256:e1ffd2a92ae84c1291bc1b6887501f8af98e6331e7af6d4c8d37168c5e87a64c AS build
WORKDIR /source

# Project files first: the restored packages stay cached until one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Core/*.csproj src/Core/packages.lock.json src/Core/
COPY src/Grains/*.csproj src/Grains/packages.lock.json src/Grains/
COPY src/Grains.Abstractions/*.csproj src/Grains.Abstractions/packages.lock.json src/Grains.Abstractions/
COPY src/Mail/*.csproj src/Mail/packages.lock.json src/Mail/
COPY src/Silo/*.csproj src/Silo/packages.lock.json src/Silo/
COPY src/Storage/*.csproj src/Storage/packages.lock.json src/Storage/
COPY src/WebFront/*.csproj src/WebFront/packages.lock.json src/WebFront/
RUN dotnet restore src/Silo --locked-mode

COPY .editorconfig ./
COPY src/ src/
RUN dotnet publish src/Silo -c Release --no-restore -p:UseAppHost=false -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0@sha256:a4556ed033fa96f984bb7a8d348851cb2d36b1281dd2420070045f664fbb5f94 AS run
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data \
    && chown $APP_UID:$APP_UID /data
WORKDIR /app
COPY --from=build /app ./
ENV ASPNETCORE_URLS=http://+:8080 \
    ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_ENVIRONMENT=Production \
    DOTNET_EnableDiagnostics=0 \
    Contacts__DataDirectory=/data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["curl", "-fsS", "http://localhost:8080/health/live"]
ENTRYPOINT ["dotnet", "Contacts.Silo.dll"]
