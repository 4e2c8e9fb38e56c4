#!/usr/bin/env bash
# Runs the class that is named first, or the one that belongs to the name that this was called by.
set -euo pipefail
case $(basename "$0") in
kafka-broker-api-versions.sh) set -- org.apache.kafka.tools.BrokerApiVersionsCommand "$@" ;;
kafka-configs.sh) set -- kafka.admin.ConfigCommand "$@" ;;
kafka-consumer-groups.sh) set -- org.apache.kafka.tools.consumer.group.ConsumerGroupCommand "$@" ;;
kafka-get-offsets.sh) set -- org.apache.kafka.tools.GetOffsetShell "$@" ;;
kafka-server-start.sh) set -- kafka.Kafka "$@" ;;
kafka-storage.sh) set -- kafka.tools.StorageTool "$@" ;;
kafka-topics.sh) set -- org.apache.kafka.tools.TopicCommand "$@" ;;
esac
# Words, as Kafka's own script takes them.
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:--Xmx256m} ${KAFKA_JVM_PERFORMANCE_OPTS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1} ${KAFKA_LOG4J_OPTS:--Dlog4j2.configurationFile=/opt/kafka/config/tools-log4j2.yaml} \
  ${KAFKA_OPTS:-} -cp '/opt/kafka/libs/*' "$@"
