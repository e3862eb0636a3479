# Targets for people who use and change dsbuild. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := bin/dsbuild
EXAMPLE := datasets/examples/policy-watch/dataset.yaml
OUT := out
EVAL ?=
CASES ?=
FOLDS ?=
FORMS ?=
TRAIN := .train
SPARK := .spark
CARDS := .cards
SOURCES := .sources
RELEASE := release

export CGO_ENABLED := 0

.PHONY: help cross release vuln build demo test check go-test race race-short lint python-lint python readers spark slurm cards damage faults faults-short scale scale-short slurm-short spark-short sources notebooks eval train-block train-listing train-meta train-quote train-topics accept bench docs fuzz clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build bin/dsbuild
	go build -trimpath -o $(BIN) ./cmd/dsbuild

demo: build ## build the example dataset into out/, validate it, print its summary
	$(BIN) build $(EXAMPLE) -o $(OUT) --overwrite
	$(BIN) validate $(OUT)
	@printf '\nThe dataset is in $(OUT)/. What to type next:\n'
	@printf '  %s\n' '$(BIN) stats $(OUT)' '$(BIN) inspect datasets/examples/first/pages/*.html' \
	  '$(BIN) inspect $(OUT) --pages $(dir $(EXAMPLE)) --sample 20 -o look.html   # then open look.html' \
	  '$(BIN) build YOUR_PAGES/ -o my-dataset' \
	  "python -c \"import pandas; print(pandas.read_parquet('$(OUT)/articles'))\""

test: ## everything: Go tests, lint, reader tests, notebooks; sets itself up, prints the seconds of each target
	@for t in cross go-test race-short lint python-lint faults-short scale-short slurm-short readers python spark-short notebooks; do \
	  from=$$SECONDS; $(MAKE) --no-print-directory $$t; times="$${times:-}  $$t $$((SECONDS - from))"; done; echo "seconds:$$times"
	@echo "all tests passed"

check: test ## the same as test, and as CI

go-test: ## Go tests
	go test ./...
	go test -C bench ./...

race: ## Go tests with the race detector: needs a C compiler, and some minutes
	CGO_ENABLED=1 go test -race ./...

# Where goroutines meet: the tests of what several workers, a cancelled context or a consumer that stops may do.
RACE := -run 'Worker|Order|Cancel|Stop|Abort' ./internal/ordered ./datasets ./datasets/validate ./convert

race-short: # race in seconds, where there is a C compiler
	@if command -v gcc >/dev/null || command -v clang >/dev/null; then CGO_ENABLED=1 go test -race -short $(RACE); \
	else echo "no C compiler: the race detector was not run"; test -z "$$DSBUILD_REQUIRE_RACE"; fi

cross: # the other systems, by their types only: compiling for them takes minutes
	go run -C tools/cross . windows/amd64 darwin/arm64

release: $(VENV)/.installed ## six binaries built twice, wheels, SBOMs and SHA256SUMS into release/, half an hour: make release PLATFORMS=linux/amd64
	$(VENV)/bin/python tools/release.py --out $(RELEASE) $(if $(PLATFORMS),--platforms $(PLATFORMS))

# The database of vulnerabilities is a site of its own: where it cannot be had, that is said and nothing fails.
vuln: ## look dsbuild up in Go's database of vulnerabilities
	@if curl --silent --fail --max-time 20 --output /dev/null https://vuln.go.dev/index/modules.json; \
	then go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./cmd/dsbuild; else echo "govulncheck: skipped, its database cannot be reached from here"; fi

python-lint: $(VENV)/.installed # ruff and mypy, as ruff.toml and mypy.ini say
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy tools/*.py
	for train in convert/*/train/train.py convert/*/*/train/train.py; do $(VENV)/bin/mypy $$train || exit 1; done # modules of one name

lint: ## golangci-lint at the version of tools/lint/go.mod
	go build -C tools/lint -o ../../bin/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	bin/golangci-lint run ./...

$(VENV)/.installed: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement requirements.txt
	touch $@

readers: build $(VENV)/.installed ## read the example dataset with pandas, pyarrow, polars and DuckDB
	$(BIN) build $(EXAMPLE) -o $(OUT) --overwrite --tables-as both --tables paragraph_topics --quiet > /dev/null
	DSBUILD_BIN=$(CURDIR)/$(BIN) DSBUILD_DATASET=$(CURDIR)/$(OUT) $(VENV)/bin/python -m pytest -q datasets/readertest

python: $(VENV)/.installed ## build the wheel of python/ into dist/, install it, test it and print the seconds
	rm -rf dist
	time $(VENV)/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist ./python
	$(VENV)/bin/pip install --quiet --no-deps --force-reinstall dist/*.whl
	MYPYPATH= $(VENV)/bin/mypy --strict python/src python/tests python/hatch_build.py
	DSBUILD_WHEELS=$(CURDIR)/dist $(VENV)/bin/python -m pytest -q python/tests

$(SPARK)/.installed: datasets/readertest/requirements-spark.txt
	$(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/pip install --quiet --requirement $<
	touch $@

spark: build $(SPARK)/.installed ## build on Spark, on a cluster that loses a worker, and validate what Spark writes; needs Java 17 and 600 MB: make spark PAGES=200
	@command -v java >/dev/null || { echo "make spark needs Java 17 (Debian: openjdk-17-jre-headless)"; exit 1; }
	$(BIN) build $(EXAMPLE) -o $(OUT) --overwrite --quiet > /dev/null
	DSBUILD_BIN=$(CURDIR)/$(BIN) DSBUILD_DATASET=$(CURDIR)/$(OUT) $(SPARK)/bin/python -m pytest -q datasets/readertest/spark_foreign.py
	$(SPARK)/bin/pip install --quiet --no-deps --no-build-isolation --force-reinstall ./python
	DSBUILD_SPARK_PAGES=$(or $(PAGES),200) $(SPARK)/bin/python -m pytest -q -s python/tests/spark_build.py

spark-short: build # a small build on Spark, where there is Java 17 or later
	@if java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])'; then $(MAKE) --no-print-directory $(SPARK)/.installed && \
	$(SPARK)/bin/pip install --quiet --no-deps --no-build-isolation --force-reinstall ./python && \
	DSBUILD_SPARK_PAGES=100 $(SPARK)/bin/python -m pytest -q python/tests/spark_build.py -k "one_machine or readme"; \
	else echo "no Java 17: nothing was built on Spark"; fi

slurm: build ## build on a Slurm of this machine as docs/slurm/build.sh does, kill and requeue tasks, and with GNU parallel; needs root: make slurm PAGES=2000
	$(PYTHON) tools/slurm.py --bin $(BIN) --pages $(or $(PAGES),2000)

slurm-short: build # a small build on Slurm, where there is one and this is root
	$(PYTHON) tools/slurm.py --bin $(BIN) --pages 1200 --if-it-starts

$(CARDS)/.installed: datasets/readertest/requirements-cards.txt
	$(PYTHON) -m venv $(CARDS)
	$(CARDS)/bin/pip install --quiet --requirement $<
	$(CARDS)/bin/pip install --quiet --no-deps cffconvert==2.0.0 # it wants an older jsonschema; its copy of the schema is read
	touch $@

cards: build $(CARDS)/.installed ## read the cards beside the tables with mlcroissant, frictionless, datasets and the schema of CITATION.cff
	$(BIN) build $(EXAMPLE) -o $(OUT) --overwrite --quiet > /dev/null
	DSBUILD_BIN=$(CURDIR)/$(BIN) DSBUILD_DATASET=$(CURDIR)/$(OUT) $(CARDS)/bin/python -m pytest -q --noconftest datasets/readertest/cards.py
	@if command -v Rscript > /dev/null; then Rscript -e 'invisible(parse("$(OUT)/load.R"))'; else echo "no Rscript: load.R was not parsed"; fi

faults: build ## break builds at their operations on the disk, kill them at random moments, and compare: make faults KILLS=200
	go test ./cmd/dsbuild -run '^TestFaults$$' -faults 0 -v -timeout 60m
	$(PYTHON) tools/faults.py --bin $(BIN) --kills $(or $(KILLS),200) --pages $(or $(PAGES),3000)

faults-short: build ## a few kills of each kind
	$(PYTHON) tools/faults.py --bin $(BIN) --kills 12 --pages 400

scale: build ## time and memory of many pages, after kills and in shards: make scale PAGES=100000 MOST=1000000
	$(PYTHON) tools/scale.py --bin $(BIN) --pages $(or $(PAGES),100000) --small $(or $(SMALL),10000) --shards $(or $(SHARDS),4) --most $(or $(MOST),0) --kills $(or $(KILLS),10) $(if $(WORK),--work $(WORK))

scale-short: build # the same in little: kills, shards, bytes
	$(PYTHON) tools/scale.py --bin $(BIN) --pages 3000 --small 300 --kills 3 --shards 3

damage: build $(VENV)/.installed ## damage files in 5,000 ways, validate each and tabulate the verdicts in docs/damage.md: make damage MUTATIONS=5000
	$(VENV)/bin/python tools/damage.py --bin $(BIN) --mutations $(or $(MUTATIONS),5000) --doc docs/damage.md

$(SOURCES)/.installed: requirements.txt tools/requirements-sources.txt
	$(PYTHON) -m venv $(SOURCES)
	$(SOURCES)/bin/pip install --quiet pip==26.3 # older ones fail on what news-please wants of lxml
	$(SOURCES)/bin/pip install --quiet --requirement requirements.txt
	$(SOURCES)/bin/pip install --quiet --requirement tools/requirements-sources.txt # newspaper4k wants an older python-dateutil
	$(SOURCES)/bin/pip install --quiet --no-deps fundus==0.5.7
	if command -v npm > /dev/null; then npm install --silent --prefix $(SOURCES)/node single-file-cli@2.0.83; fi
	touch $@

sources: build $(SOURCES)/.installed ## put stories into every form by its own tool, read them, and tabulate what is right in docs/inputs.md
	PATH=$(CURDIR)/$(SOURCES)/node/node_modules/.bin:$$PATH $(SOURCES)/bin/python tools/sources.py --bin $(BIN) --doc docs/inputs.md

notebooks: build $(VENV)/.installed ## run the notebooks on the example dataset
	test -f $(OUT)/manifest.json || $(BIN) build $(EXAMPLE) -o $(OUT) --overwrite --quiet > /dev/null
	printf 'doc_id,field,right\na,text,true\nb,text,false\n' > $(OUT).audit.csv
	DSBUILD_BIN=$(CURDIR)/$(BIN) DSBUILD_DATASET=$(CURDIR)/$(OUT) DSBUILD_AUDIT=$(CURDIR)/$(OUT).audit.csv MPLBACKEND=agg $(VENV)/bin/python -m pytest -q --nbmake notebooks

eval: ## score extraction beside the peers: make eval EVAL=DIR, the folder of the evaluation ground; FORMS=all: on the texts that other tools make of pages
	@test -n "$(EVAL)" || { echo "make eval needs EVAL=DIR, the folder of the evaluation ground"; exit 64; }
	go build -C bench -o ../bin/bench-eval ./eval
	$(if $(FORMS),,$(PYTHON) tools/eval.py --bin bin/bench-eval --eval $(EVAL) $(if $(FOLDS),--folds $(FOLDS)))
	$(if $(FORMS),$(MAKE) --no-print-directory $(TRAIN)/venv/.installed && $(TRAIN)/venv/bin/python tools/eval_forms.py --bin bin/bench-eval --eval $(EVAL) --work $(TRAIN) --forms $(FORMS) $(if $(FOLDS),--folds $(FOLDS)))

$(TRAIN)/venv/.installed: convert/block/train/requirements.txt convert/block/train/requirements-render.txt
	$(PYTHON) -m venv $(TRAIN)/venv
	$(TRAIN)/venv/bin/pip install --quiet $(addprefix --requirement ,$^)
	touch $@

train-block: $(TRAIN)/venv/.installed ## train the block classifier, half an hour on 2 cores: make train-block EVAL=DIR; then make eval EVAL=DIR FOLDS=.train
	@test -n "$(EVAL)" || { echo "make train-block needs EVAL=DIR, the folder of the evaluation ground"; exit 64; }
	go build -o bin/train-rows ./convert/block/train
	go build -C bench -o ../bin/bench-eval ./eval
	$(TRAIN)/venv/bin/python convert/block/train/train.py --eval $(EVAL) --rows bin/train-rows --peers bin/bench-eval --work $(TRAIN) --models convert/block/models

train-listing: $(TRAIN)/venv/.installed ## fit the points that tell lists from articles, a minute: make train-listing EVAL=DIR
	@test -n "$(EVAL)" || { echo "make train-listing needs EVAL=DIR, the folder of the evaluation ground"; exit 64; }
	go build -o bin/train-signs ./convert/article/train
	$(TRAIN)/venv/bin/python convert/article/train/train.py --eval $(EVAL) --rows bin/train-signs --work $(TRAIN) --points convert/article/points.go
	gofmt -w convert/article/points.go

train-meta: $(TRAIN)/venv/.installed ## learn which names on a page are its authors, two minutes: make train-meta EVAL=DIR
	@test -n "$(EVAL)" || { echo "make train-meta needs EVAL=DIR, the folder of the evaluation ground"; exit 64; }
	go build -o bin/train-names ./convert/meta/train
	$(TRAIN)/venv/bin/python convert/meta/train/train.py --eval $(EVAL) --rows bin/train-names --work $(TRAIN) --model convert/meta/models/authors.bin

train-quote: build ## fit the quote annotator, seconds: make train-quote EVAL=DIR
	@test -n "$(EVAL)" || { echo "make train-quote needs EVAL=DIR, the folder of the evaluation ground"; exit 64; }
	$(BIN) quotes train $(EVAL)/quotes/polnear.train.gold.jsonl --scratch -o convert/quote/models/quote.bin

train-topics: $(TRAIN)/venv/.installed ## fit the weights beside the keywords of cap, half a minute: make train-topics EVAL=DIR CODED=articles.jsonl
	@test -n "$(EVAL)" -a -n "$(CODED)" || { echo "make train-topics needs EVAL=DIR, the folder of the evaluation ground, and CODED=FILE, articles that people coded"; exit 64; }
	go build -o bin/train-topics ./convert/topic/weights/train
	$(TRAIN)/venv/bin/python convert/topic/weights/train/train.py --eval $(EVAL) --coded $(CODED) --signs bin/train-topics --out convert/topic/weights/weights.json

accept: build $(VENV)/.installed ## seed, datasets, quotes, topics and cases on the evaluation ground: make accept EVAL=DIR CASES=DIR
	@test -n "$(EVAL)" || { echo "make accept needs EVAL=DIR, the folder of the evaluation ground"; exit 64; }
	$(VENV)/bin/python tools/accept.py --bin $(BIN) --eval $(EVAL) $(if $(CASES),--cases $(CASES))

bench: build ## time and memory of every stage, beside the peers; with EVAL=DIR on real pages; then whole builds and validations
	go build -C bench -o ../bin/bench .
	$(if $(EVAL),$(PYTHON) tools/unpack.py $(EVAL) scrapinghub -- bin/bench -n 0 -pages {}/scrapinghub/html,bin/bench -pages datasets/examples)
	$(PYTHON) tools/bench.py --bin $(BIN)

docs: build ## regenerate docs/schema.md, docs/recipe.md and docs/rules.md
	$(BIN) schema docs > docs/schema.md
	$(BIN) schema recipe > docs/recipe.md
	$(BIN) validate --rules --format markdown > docs/rules.md

fuzz: ## ten minutes of fuzzing for each target, or those below FOLDERS: make fuzz FOLDERS="convert/markup convert/block"
	$(PYTHON) tools/fuzz.py --minutes $(or $(MINUTES),10) $(FOLDERS)

clean: ## remove what was built
	rm -rf bin dist $(RELEASE) $(OUT) $(OUT).partial $(VENV) $(TRAIN) $(SPARK) $(CARDS)
