-- try: the part of write that calls the commands that follow XADD, in forms that change nothing: the rights of the user may
-- have been changed since they were checked, and without one of them an operation would be applied without its id. Those
-- that a full server refuses come first, as it refuses the first write alone. A field or member that begins with NUL is
-- nobody's. The placeholder has this value already, so replicas and the append-only file need not have it again.
redis.set_repl(redis.REPL_NONE)
redis.call('HSET', INFO, '', '')
redis.set_repl(redis.REPL_ALL)
if #rank > 0 then
  redis.call('ZADD', RANKING, 'XX', '0', '\0')
end
if groups then
  redis.call('ZADD', MEMBERS, 'XX', '0', '\0')
  redis.call('ZREM', MEMBERS, '\0')
  redis.call('HDEL', BOOKS, '\0')
end
if #others > 0 then
  redis.call('HDEL', BALANCES, '\0')
  if is_ranked then
    redis.call('ZREM', RANKING, '\0')
  end
end
