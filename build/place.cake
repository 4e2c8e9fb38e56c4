using System.Security.Cryptography;
using System.Threading;

// Properties, not fields: scripts are loaded in the order of their names, and a field would be read before it is set.
string Root => Context.Environment.WorkingDirectory.FullPath;

string Artifacts => Root + "/artifacts";

// One configuration for the program and for the tests: what is compiled for the one is there for the other.
const string Configuration = "Release";
