// Gives the precompiled headers of prelude.h a target to belong to.
