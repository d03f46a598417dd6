<# :
@echo off
rem Runs the Maven that this project is built with, and fetches it the first time: see mvnw, which says more.
rem To cmd.exe the first line is a label, and control does not come back from mvn.cmd, as it is not called; to
rem PowerShell all of this is a comment and the script starts after it.
setlocal
set "MVNW_SELF=%~f0"
set "MVNW_BASE=%~dp0"
set "MVNW_MVN="
for /F "usebackq delims=" %%m in (`powershell -NoProfile -ExecutionPolicy Bypass -Command "Invoke-Expression (Get-Content -Raw -LiteralPath $env:MVNW_SELF)"`) do set "MVNW_MVN=%%m"
if not defined MVNW_MVN exit /b 1
"%MVNW_MVN%" %*
#>

# Only the path of mvn.cmd may reach the standard output.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
function Say($text) { [Console]::Error.WriteLine("mvnw: $text") }

$tmp = $null
try {
  $properties = @{}
  Get-Content (Join-Path $env:MVNW_BASE '.mvn/wrapper/maven-wrapper.properties') | ForEach-Object {
    $key, $value = $_ -split '=', 2
    $properties[$key] = $value
  }
  $url = $properties['distributionUrl']
  $sha256 = $properties['distributionSha256Sum']
  if (!$url -or !$sha256) { throw 'distributionUrl or distributionSha256Sum is missing in maven-wrapper.properties' }

  $archive = $url -replace '^.*/', ''
  $name = $archive -replace '-bin\.zip$', ''
  $version = $name -replace '^apache-maven-', ''
  $userHome = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { Join-Path $HOME '.m2' }
  $dists = Join-Path $userHome "wrapper/dists/$name"
  $mavenHome = Join-Path $dists $sha256

  if (!(Test-Path "$mavenHome/bin/mvn.cmd")) {
    Say "fetching Apache Maven $version, this once"
    $tmp = Join-Path $dists ('.fetch.' + [IO.Path]::GetRandomFileName())
    New-Item -ItemType Directory -Force -Path $tmp | Out-Null
    $zip = Join-Path $tmp $archive
    $intact = { (Test-Path $zip) -and (Get-FileHash $zip -Algorithm SHA256).Hash -eq $sha256 }

    try {
      [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
      Invoke-WebRequest -UseBasicParsing -TimeoutSec 20 -Uri $url -OutFile $zip
    } catch {
      Say $_.Exception.Message
    }
    if (!(& $intact)) {
      Say "$url is out of reach, trying through the mvn on the PATH"
      Remove-Item -Force -ErrorAction SilentlyContinue $zip
      if (Get-Command mvn -ErrorAction SilentlyContinue) {
        # From a directory with no pom.xml and no .mvn above it, so that an older mvn does not try to read ours.
        Push-Location $tmp
        & mvn -B -q 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy' `
          "-Dartifact=org.apache.maven:apache-maven:${version}:zip:bin" '-DoutputDirectory=.' | ForEach-Object { Say $_ }
        Pop-Location
      }
    }
    if (!(& $intact)) { throw "could not fetch Maven $version, neither from $url nor through a mvn on the PATH" }

    Expand-Archive -Path $zip -DestinationPath $tmp
    # Another run may have been quicker; its copy is as good as ours.
    if (!(Test-Path $mavenHome)) { Move-Item (Join-Path $tmp $name) $mavenHome }
  }
  Join-Path $mavenHome 'bin/mvn.cmd'
} catch {
  Say $_.Exception.Message
} finally {
  if ($tmp) { Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $tmp }
}
