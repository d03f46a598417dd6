-- take_job: a stage that gives the job that runs to the runner ARGV[7] for ARGV[8] milliseconds, unless it is that of another
-- one, and ends the script with the state of the job.
if job.runner ~= ARGV[7] and now < job['until'] + 0 then
  return 'wait ' .. cjson.encode(job)
end
job.runner, job['until'] = ARGV[7], string.format('%.0f', now + ARGV[8])
redis.call('HSET', JOB, 'runner', job.runner, 'until', job['until'])
has_written = true
return 'run ' .. cjson.encode(job)
