create table if not exists scripted (id int);
