-- enter: the part of remember that enters an epoch. If the oldest ids cannot be unlinked, the epoch before goes on:
-- nothing may fail after the first write.
if entering.before then
  -- While the slot of the ledger is being moved to another node of the cluster, this node refuses keys that do not exist,
  -- in a script too, so a key that is unlinked could not be written again.
  local reply = redis.pcall('EXISTS', INFO .. ':absent')
  local is_moving = type(reply) == 'table' and string.find(reply.err, 'non local key', 1, true)
  local unlinked = is_moving or redis.pcall('UNLINK', KEYS[IDS + epoch % 3])
  if type(unlinked) == 'table' then
    note(notes, 'unlink', unlinked.err)
  end
  if is_moving or type(unlinked) == 'table' then
    epoch = entering.before
    entering = nil
  end
end
if entering then
  redis.call('HSET', INFO, 'epoch', string.format('%.0f %.0f %.0f %.0f:%d', epoch, entering.start, entering.length, epoch,
    entering.depth))
  redis.call('HSET', KEYS[IDS + epoch % 3], '', string.format('%.0f', epoch))
  if entering.note then
    note(notes, entering.note, stored_epoch)
  end
end
