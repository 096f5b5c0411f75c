"""The build as a Prefect flow: the pipeline of `pipeline.py` with its stages as task runs, and what it leaves to see.

Importing this module loads Prefect, which takes seconds; the command line imports it only for a run that has something
to do, and starts a server for it before (`prefect_server.py`).
"""

from flows.prefect_settings import settle_prefect

settle_prefect()

from dataclasses import replace

from prefect import State, flow

from flows.brief_sending import sent
from flows.language_model.asking import chosen_limits
from flows.pipeline import Summary, run
from flows.prefect_parameters import (
    AskedOn,
    BucketSecret,
    Budget,
    BudgetMoney,
    Engine,
    Force,
    FromFeeds,
    Knowledge,
    Processes,
    Reader,
    Runner,
    Seeds,
    SendBrief,
    WarehouseRoot,
    described,
)
from flows.prefect_secrets import bucket_keys
from flows.progress import progress_on_terminal
from flows.reading_choices import use_chosen_engine, use_chosen_reader, use_own_knowledge
from flows.run_artifacts import record_release
from flows.run_progress import RunProgress
from flows.run_states import announce, ended
from flows.settings import RUNNER, SEEDS, SEND_BRIEF, WAREHOUSE, WORKERS, choose
from flows.source_tasks import copy_seeds, fetch_all
from flows.stage_tasks import TASKS
from flows.worker_count import count_workers
from warehouse.bucket.address import Address
from warehouse.bucket.opening import changing
from warehouse.releases import Warehouse


@flow(
    name="build",
    description="Read the documents that are new, resolve what they touch, validate it and publish the next release.",
    persist_result=False,
)
@described
def build(  # noqa: PLR0913, a parameter of the flow is an option of its deployments
    seeds: Seeds = None,
    warehouse: WarehouseRoot = None,
    force: Force = False,
    workers: Processes = None,
    knowledge: Knowledge = None,
    from_feeds: FromFeeds = False,
    engine: Engine = None,
    runner: Runner = None,
    reader: Reader = None,
    llm_on: AskedOn = None,
    budget: Budget = None,
    budget_money: BudgetMoney = None,
    bucket_secret: BucketSecret = None,
    send_brief: SendBrief = None,
) -> State[Summary]:
    """Build the warehouse from the documents in `seeds`; return the state that has what came of it.

    What is not given is as the settings say (`flows/settings.py`). Raises what `choose`, `use_own_knowledge`,
    `use_chosen_engine`, `use_chosen_reader`, `bucket_keys`, `flows.pipeline.run` and `fetch_source` raise. A run that
    finds nothing new ends after its survey. One that read next to nothing publishes what it has, and ends in a state
    that is none of success; so does one whose release is published and its brief not sent.
    """
    use_own_knowledge(knowledge)
    use_chosen_engine(engine)
    limits = chosen_limits(budget, budget_money) if use_chosen_reader(reader, llm_on).asks_a_model else None
    block = choose(SEND_BRIEF, send_brief).value
    seeds, warehouse = choose(SEEDS, seeds).value, choose(WAREHOUSE, warehouse).value
    processes, reads = count_workers(choose(WORKERS, workers).value), choose(RUNNER, runner).value
    if from_feeds:
        fetch_all(seeds)
    with bucket_keys(bucket_secret), changing(warehouse) as root:
        before = Warehouse(root).current()
        summary = run(
            copy_seeds(seeds) if Address.of(seeds) else seeds,
            root,
            force=force,
            workers=processes,
            runner=reads,
            progress=RunProgress(progress_on_terminal()),
            stages=TASKS,
            limits=limits,
        )
        if not summary.is_unchanged:
            release = Warehouse(root).published()
            record_release(summary, release, before)
            if block:
                summary = replace(summary, unsent=sent(release, block))
    if not summary.is_unchanged:
        announce(summary, warehouse)
    return ended(summary)
