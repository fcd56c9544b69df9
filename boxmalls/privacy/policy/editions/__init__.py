"""New versions of the policy: drafted, compared, approved by a second person, announced, in force, asked about anew."""
