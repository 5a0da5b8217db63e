"""The processes that do the jobs: RQ workers, each with its own queues, kept alive by one supervisor."""
