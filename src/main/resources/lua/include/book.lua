-- book: a stage that finds the kind of the book `query.book`, and ends the script if there is none.
local kind = string.match(redis.call('HGET', BOOKS, query.book) or '', '^%a+')
if not kind then
  return { 'refused', 'unknown-book' }
end
