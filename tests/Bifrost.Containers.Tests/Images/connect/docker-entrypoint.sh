#!/usr/bin/env bash
# The interface of the official image's entry point: its own names for the usual keys, and CONNECT_ + key for every other.
set -euo pipefail
[[ ${1:-} == start ]] || exec "$@"

: "${BOOTSTRAP_SERVERS:=0.0.0.0:9092}" "${HOST_NAME:=$(hostname -i | cut -d' ' -f1)}" "${GROUP_ID:=1}"
for name in CONFIG_STORAGE_TOPIC OFFSET_STORAGE_TOPIC; do
  [[ -n ${!name:-} ]] || { echo "The $name variable must be set."; exit 1; }
done
# Exported over what was set as CONNECT_…, as it is there.
export CONNECT_BOOTSTRAP_SERVERS=$BOOTSTRAP_SERVERS CONNECT_GROUP_ID=$GROUP_ID
export CONNECT_CONFIG_STORAGE_TOPIC=$CONFIG_STORAGE_TOPIC CONNECT_OFFSET_STORAGE_TOPIC=$OFFSET_STORAGE_TOPIC
[[ -z ${STATUS_STORAGE_TOPIC:-} ]] || export CONNECT_STATUS_STORAGE_TOPIC=$STATUS_STORAGE_TOPIC
export CONNECT_KEY_CONVERTER=${KEY_CONVERTER:-org.apache.kafka.connect.json.JsonConverter} CONNECT_VALUE_CONVERTER=${VALUE_CONVERTER:-org.apache.kafka.connect.json.JsonConverter}
# Kafka has known no rest.host.name and rest.port since 3.0: without CONNECT_LISTENERS it listens on 8083 whatever these say.
export CONNECT_REST_HOST_NAME=${REST_HOST_NAME:-$HOST_NAME} CONNECT_REST_PORT=${REST_PORT:-8083}
export CONNECT_REST_ADVERTISED_HOST_NAME=${ADVERTISED_HOST_NAME:-$HOST_NAME} CONNECT_REST_ADVERTISED_PORT=${ADVERTISED_PORT:-8083}
export CONNECT_TASK_SHUTDOWN_GRACEFUL_TIMEOUT_MS=${SHUTDOWN_TIMEOUT:-10000}
export CONNECT_OFFSET_FLUSH_INTERVAL_MS=${OFFSET_FLUSH_INTERVAL_MS:-60000} CONNECT_OFFSET_FLUSH_TIMEOUT_MS=${OFFSET_FLUSH_TIMEOUT_MS:-5000}
: "${CONNECT_PLUGIN_PATH:=$KAFKA_CONNECT_PLUGINS_DIR}"
export CONNECT_PLUGIN_PATH
[[ -z ${HEAP_OPTS:-} ]] || export KAFKA_HEAP_OPTS=$HEAP_OPTS
if [[ -n ${JMXPORT:-} && -n ${JMXHOST:-} ]]; then
  export KAFKA_JMX_OPTS="-Djava.rmi.server.hostname=$JMXHOST -Dcom.sun.management.jmxremote.rmi.port=$JMXPORT -Dcom.sun.management.jmxremote.port=$JMXPORT -Dcom.sun.management.jmxremote -Dcom.sun.management.jmxremote.authenticate=${JMXAUTH:-false} -Dcom.sun.management.jmxremote.ssl=${JMXSSL:-false}"
fi
if [[ ${ENABLE_JMX_EXPORTER:-false} == true ]]; then
  export KAFKA_OPTS="${KAFKA_OPTS:-} -javaagent:$(ls "$KAFKA_HOME"/libs/jmx_prometheus_javaagent*.jar)=9404:$KAFKA_HOME/config/metrics.yaml"
fi

# What a volume or an earlier start left wins.
cp -rn "$KAFKA_HOME"/config.orig/. "$KAFKA_HOME/config"
export KAFKA_LOG4J_OPTS=-Dlog4j2.configurationFile=$KAFKA_HOME/config/log4j2.yaml
properties=$KAFKA_HOME/config/connect-distributed.properties
while IFS='=' read -r name value; do
  key=${name#CONNECT_}
  key=${key,,}
  key=${key//_/.}
  if grep -Eq "^#?$key=" "$properties"; then
    # As there, a value with @ ends the start here.
    sed -E -i "s@^#?($key)=.*@\1=$value@" "$properties"
  else
    echo "$key=$value" >>"$properties"
  fi
  case $name in *PASSWORD* | *JAAS*) value='[hidden]' ;; esac
  echo "--- Setting property from $name: $key=$value"
done < <(env | grep -E '^CONNECT_[A-Z]' | grep -v '^CONNECT_LOG4J')
exec "$KAFKA_HOME/bin/connect-distributed.sh" "$properties"
