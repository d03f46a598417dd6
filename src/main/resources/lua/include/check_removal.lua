-- check_removal: a stage of startJob that sets how many accounts a book has that is to be deleted.
local book = redis.call('HGET', BOOKS, request.destination)
count = book and string.match(book, '%d+')
is_idle = not book
