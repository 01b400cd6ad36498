// The one unit that holds the code of Asio.
#include <boost/asio/impl/src.hpp>
