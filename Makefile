# Each target restores Cake and calls one of its targets; what those do stands in build/.

.PHONY: help build run test bench destroy cli render

# What runs the connectors: embedded, or kafka, which needs KAFKA_HOME. CLUSTER chooses among the topology's clusters of that engine.
ENGINE ?= embedded
CLUSTER ?= $(ENGINE)
export KAFKA_HOME

CAKE = @restored=$$(dotnet tool restore 2>&1) || { echo "$$restored" >&2; exit 1; }; dotnet cake --verbosity=quiet --target=

help:
	@echo "make build     start the local stack, deploy the connectors"
	@echo "make run       build if needed, then take the sample's rows from ThorDB to both replicas, their stars, and a page of those"
	@echo "               both on Kafka: ENGINE=kafka KAFKA_HOME=DIR, and CLUSTER=kafka-json for JSON instead of Avro"
	@echo "make test      run every test"
	@echo "make bench     measure replication beside PostgreSQL's own"
	@echo "make destroy   stop the local stack and delete what was made for it"
	@echo "make cli       build artifacts/bin/bifrost"
	@echo "make render    render connectors/ from bifrost.yml and templates/"

build:
	$(CAKE)Deploy --engine=$(ENGINE) --cluster=$(CLUSTER)

run:
	$(CAKE)Run --engine=$(ENGINE) --cluster=$(CLUSTER)

test:
	$(CAKE)Test

bench:
	$(CAKE)Bench

destroy:
	$(CAKE)Destroy

cli:
	$(CAKE)Cli

render:
	$(CAKE)Render
