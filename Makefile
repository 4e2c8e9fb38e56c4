# Each target restores Cake and calls one of its targets; what those do stands in build/.

.PHONY: help build run test torture bench destroy cli render

# What runs the connectors: embedded, kafka, which needs KAFKA_HOME, or docker: all of it in containers. CLUSTER chooses among the topology's clusters;
# in containers its kind decides between Kafka and the embedded worker. PROFILE=cluster, PROFILE=ui or "cluster ui", and CONNECT_JARS, are for docker alone.
ENGINE ?= embedded
CLUSTER ?= $(if $(filter docker,$(ENGINE)),kafka,$(ENGINE))
PROFILE ?=
IMAGES ?=
LONG ?=
MINUTES ?= 5
KILLS ?=
SEED ?=
OUTPUT ?=
export KAFKA_HOME CONNECT_JARS

CAKE = @restored=$$(dotnet tool restore 2>&1) || { echo "$$restored" >&2; exit 1; }; dotnet cake --verbosity=quiet --target=

help:
	@echo "make build     start the local stack, deploy the connectors"
	@echo "make run       build if needed, then take the sample's rows from ThorDB to both replicas, their stars, and a page of those"
	@echo "               both on Kafka: ENGINE=kafka KAFKA_HOME=DIR, and CLUSTER=kafka-json for JSON instead of Avro"
	@echo "               both in containers: ENGINE=docker, with CLUSTER=embedded for the worker instead of Kafka, PROFILE=cluster for three brokers"
	@echo "make test      run the tests; LONG=yes: those of many minutes as well"
	@echo "make torture   kill workers, servers and connections for MINUTES=5, and look whether anything is lost, doubled or torn; SEED=, KILLS=, OUTPUT=FILE"
	@echo "make bench     measure replication beside PostgreSQL's own"
	@echo "make destroy   stop the local stack and delete what was made for it; IMAGES=yes: the images of its containers too"
	@echo "make cli       build artifacts/bin/bifrost"
	@echo "make render    render connectors/ from bifrost.yml and templates/"

build:
	$(CAKE)Deploy --engine=$(ENGINE) --cluster=$(CLUSTER)$(if $(PROFILE), "--profile=$(PROFILE)")

run:
	$(CAKE)Run --engine=$(ENGINE) --cluster=$(CLUSTER)$(if $(PROFILE), "--profile=$(PROFILE)")

test:
	$(CAKE)Test$(if $(LONG), "--long=$(LONG)")

torture:
	$(CAKE)Torture --minutes=$(MINUTES)$(if $(KILLS), --kills=$(KILLS))$(if $(SEED), --seed=$(SEED))$(if $(OUTPUT), "--output=$(OUTPUT)")

bench:
	$(CAKE)Bench

destroy:
	$(CAKE)Destroy$(if $(IMAGES), "--images=$(IMAGES)")

cli:
	$(CAKE)Cli

render:
	$(CAKE)Render
