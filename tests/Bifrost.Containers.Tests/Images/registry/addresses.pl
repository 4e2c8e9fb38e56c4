# Listens where Apicurio does and passes on, with the paths of the registry behind: Confluent's interface is below /apis/ccompat, and nothing is at the root.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 8080, Listen => 64, ReuseAddr => 1) or die "8080: $!";
while (1) {
    my $client = $server->accept or next;
    defined(my $child = fork) or die "fork: $!";
    serve($client), exit if $child == 0;
}

sub serve {
    my ($client) = @_;
    my ($line, @headers) = head($client) or return;
    my $path = path($line);
    return print $client "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" unless defined $path;
    my $registry = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 8081)
        or return print $client "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    # One request per connection, so that no other's path need be looked for in what follows.
    @headers = grep { !/^(connection|upgrade|http2-settings):/i } @headers;
    syswrite $registry, join("\r\n", $line =~ s/ \S+/ $path/r, @headers, 'Connection: close', '', '');
    relay($client, $registry);
}

# Byte by byte: what follows the head is for the other side.
sub head {
    my ($client) = @_;
    my $text = '';
    while ($text !~ /\r\n\r\n\z/) { sysread($client, $text, 1, length $text) or return }
    return split /\r\n/, $text;
}

sub path {
    my ($target) = $_[0] =~ /^\S+ (\S+)/;
    return '/subjects' if $target =~ m{^/health/(ready|live)$};
    return $1 eq '' ? '/' : $1 if $target =~ m{^/apis/ccompat/v[67](.*)};
    return $target if $target =~ m{^/apis/registry/v2/};
    return undef;
}

sub relay {
    my ($client, $registry) = @_;
    my $both = IO::Select->new($client, $registry);
    while (my @ready = $both->can_read) {
        for my $from (@ready) {
            my $read = sysread $from, my $bytes, 65536;
            return if !$read && $from == $registry;
            $both->remove($from), next unless $read;
            syswrite $from == $registry ? $client : $registry, $bytes;
        }
    }
}
