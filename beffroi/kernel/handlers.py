"""The ground's own periodic work."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from beffroi.kernel import throttle
from beffroi.kernel.jobs import job


@job(service="portal", queue="upkeep", every="17 * * * *")
def purge_throttles(*, timestamp: int) -> None:
    throttle.purge()


@app.periodic(cron="*/5 * * * *")
@app.task(name="kernel.handlers.retry_stalled", queue="upkeep", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """A killed worker leaves its jobs "doing": they are taken up again (handlers are idempotent)."""
    for stalled in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(stalled)
